/** “Ask one of these people”, as another sentence; nothing without names. */
export function AskOne({ of }: { of: readonly string[] }) {
  return of.length === 0 ? null : (
    <>
      {' Ask '}
      {of.map((name, index) => (
        <span key={name}>
          {index > 0 && (index === of.length - 1 ? ' or ' : ', ')}
          <bdi>{name}</bdi>
        </span>
      ))}
      .
    </>
  )
}
