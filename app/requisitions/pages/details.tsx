export default function NotBuiltYet() {
  return null;
}
