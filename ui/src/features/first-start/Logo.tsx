/** The program's mark: a box. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 48 48" aria-hidden="true">
      <rect x="3" y="3" width="42" height="42" rx="8" />
      <path d="M12 18 24 12l12 6v13l-12 6-12-6zM12 18l12 6 12-6M24 24v13" />
    </svg>
  );
}
