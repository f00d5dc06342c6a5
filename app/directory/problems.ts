/** Why nobody was let in, in words for whoever stands at the door. `whose` is the organization, where it is known. */
export const problems = {
  unknown: {
    status: 400,
    title: 'This sign-in is not known here',
    text: () => 'It may have been started long ago, or at another address. Begin again.',
  },
  expired: {
    status: 400,
    title: 'This took too long',
    text: () => 'A sign-in is good for ten minutes. Begin again.',
  },
  replayed: {
    status: 400,
    title: 'This sign-in was used already',
    text: () => 'Each answer of the provider is good once. If you did not get in, begin again.',
  },
  otherBrowser: {
    status: 400,
    title: 'This sign-in was begun in another browser',
    text: () => 'Begin again in the browser that you want to work in. It must accept cookies.',
  },
  off: {
    status: 404,
    title: 'This single sign-on is not in use',
    text: () => 'It was switched off, or never was. Ask your administrator, or sign in with your password.',
  },
  declined: {
    status: 403,
    title: 'The provider did not let you through',
    text: (whose) =>
      `${whose}’s sign-in was cancelled, or you may not use Muster there. Ask your administrator.`,
  },
  providerDown: {
    status: 502,
    title: 'The provider does not answer',
    text: (whose) => `${whose}’s sign-in cannot be reached just now. Try again in some minutes.`,
  },
  notTrusted: {
    status: 403,
    title: 'The provider’s answer could not be trusted',
    text: (whose) =>
      `What ${whose}’s sign-in answered did not pass the checks, so nobody was let in. Begin again; if it stays so, tell your administrator.`,
  },
  noAddress: {
    status: 403,
    title: 'The provider did not give your e-mail address',
    text: (whose) => `${whose}’s sign-in must hand over the claim «email». Tell your administrator.`,
  },
  unverified: {
    status: 403,
    title: 'Your e-mail address is not verified',
    text: (whose) =>
      `${whose}’s sign-in does not say that the address is yours. Verify it there, or tell your administrator.`,
  },
  wrongDomain: {
    status: 403,
    title: 'Your e-mail address is not one of this organization’s',
    text: (whose) =>
      `${whose} lets people in whose address is in one of its own domains. You may be signed in at the provider with another account.`,
  },
  elsewhere: {
    status: 403,
    title: 'There is an account with your address already',
    text: (whose) =>
      `It is not ${whose}’s alone, so single sign-on does not take it over. Sign in with your password, or ask the program office.`,
  },
  taken: {
    status: 403,
    title: 'Your address belongs to somebody else here',
    text: (whose) =>
      `Somebody of ${whose} with this address has signed in before you, under another identity. Ask your administrator.`,
  },
  disabled: {
    status: 403,
    title: 'Your access has ended',
    text: (whose) => `${whose} no longer lets you act here. Ask your administrator if that is a mistake.`,
  },
  noRole: {
    status: 403,
    title: 'You have no role here',
    text: (whose) =>
      `${whose}’s sign-in knows you, but none of what it says about you gives a role in Muster. Ask your administrator.`,
  },
} as const satisfies Record<string, { status: number; title: string; text: (whose: string) => string }>;

export type Problem = keyof typeof problems;
