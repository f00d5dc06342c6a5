export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;

/** What stands around everybody's name and everybody's organization. */
const everybodysWords = [
  ...[
    'muster',
    'password',
    'passwort',
    'welcome',
    'secret',
    'admin',
    'administrator',
    'login',
    'letmein',
    'demo',
  ],
  ...['staffing', 'vendor', 'program', 'office', 'invoice', 'timesheet', 'user', 'test', 'qwerty', 'hello'],
];

/** Too short a word is found in every sentence. */
const SHORTEST_WORD = 4;
/** So many letters must be left once the words that others know are taken out. */
const LETTERS_OF_ONES_OWN = 4;

const lookalikes: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
const asRead = (text: string) => plain(text).replaceAll(/[013457@$]/g, (sign) => lookalikes[sign] ?? sign);
const onlyLetters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '');

/** Counted as people count: a letter with its accent is one, and so is a character beyond the basic plane. */
export const lengthOf = (password: string): number => [...password.normalize('NFC')].length;

/** The words that others know of a person, longest first. */
export function contextWords(facts: string[]): string[] {
  const words = facts.flatMap((fact) => plain(fact).split(/[^\p{L}\p{N}]+/u));
  const known = [...words, ...everybodysWords].filter((word) => word.length >= SHORTEST_WORD);
  return [...new Set(known)].sort((a, b) => b.length - a.length);
}

/** Whether hardly anything is left of a password without those words, its digits and its signs. */
export function isMadeOf(password: string, words: string[]): boolean {
  const without = (text: string) => words.reduce((rest, word) => rest.replaceAll(word, ' '), text);
  return [plain(password), asRead(password)].some((text) => {
    const rest = without(text);
    return rest !== text && onlyLetters(rest).length < LETTERS_OF_ONES_OWN;
  });
}

/**
 * Why a password cannot be taken, in a sentence that helps; null where it can. There is no rule of what it must be made of
 * (NIST SP 800-63B, section 3.1.1.2).
 * @param facts the person's name, e-mail and organization
 * @param isCommon whether it is one of those that are tried first
 */
export function whyNot(
  password: string,
  facts: string[],
  isCommon: (password: string) => boolean,
): string | null {
  const length = lengthOf(password);
  if (length < PASSWORD_MIN_LENGTH)
    return `Use at least ${PASSWORD_MIN_LENGTH} characters. A short sentence is easy to remember and hard to guess.`;
  if (length > PASSWORD_MAX_LENGTH) return `Use at most ${PASSWORD_MAX_LENGTH} characters.`;
  if (isMadeOf(password, contextWords(facts)))
    return 'This is made of words that others know of you or of this place, and is tried early. Add a few words of your own.';
  if (isCommon(password))
    return 'This is among the passwords that are tried first. Three or four words that do not belong together are better.';
  return null;
}
