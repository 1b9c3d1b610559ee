/** Shows a name in at most two lines. A longer one is a button that opens all of it (WholeText). */
export function ClampedName({ name }: { name: string }) {
  if (name.length > LONG)
    return (
      <button type="button" className="whole in-lines" title={name} data-whole="Name">
        <bdi className="clamped">{name}</bdi>
      </button>
    )
  return (
    <bdi className="clamped" title={name}>
      {name}
    </bdi>
  )
}

/** Shorter names fit two lines of a phone. */
const LONG = 48
