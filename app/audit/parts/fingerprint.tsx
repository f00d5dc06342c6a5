/** A SHA-256, cut by its looks alone: whoever points at it reads it whole, and whoever copies it copies it whole. */
export function Fingerprint({ sha256 }: { sha256: string }) {
  return (
    <code className="fingerprint" title={sha256}>
      {sha256}
    </code>
  );
}
