/** The account that the program acts under where no person does: the nil UUID of RFC 9562, which no account has. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
