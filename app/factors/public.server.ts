export {
  factorKindsOf,
  factorsOf,
  hasFactor,
  sweepChallenges,
  takeCode,
  type Factors,
} from './factors.server.ts';
export { askForPasskey, keepPasskey, offerPasskey, passkeysOf, takePasskey } from './passkeys.server.ts';
export { makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.server.ts';
export {
  keepTotp,
  nextCode,
  offerAgain,
  offerTotp,
  resealTotp,
  sealTotp,
  type TotpOffer,
} from './totp.server.ts';
