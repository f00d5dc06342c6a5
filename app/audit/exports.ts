/** A page of exports, and of one file as often as it is listed. */
export const EXPORTS_A_PAGE = 50;

/** A file that was taken along, or a part of one. */
export type ExportRow = {
  /** Of its event in the trail. */
  id: number;
  /** With microseconds, in UTC. */
  at: string;
  /** What it is, within a sentence: «the ledger». */
  report: string;
  /** Null where rows are not counted, or it was broken off. */
  rows: number | null;
  actorAccountId: string | null;
  actorName: string;
  actorOrganization: string;
  behalfName: string | null;
  clientName: string | null;
  /** Null where whoever took it went away before its end. */
  file: string | null;
  sha256: string | null;
};

/** A SHA-256, whole: what is searched by anything else would find nothing and say that the file was altered. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
