/** The part of a mutation that a form needs: start it, and know how it goes. */
export type Write<Input> = {
  mutateAsync: (input: Input) => Promise<unknown>
  isPending: boolean
  error: Error | null
  reset: () => void
}

/** Starts a write; true when it succeeded. Its failure is shown by whoever holds it, from `error`. */
export async function succeeded<Input>(write: Write<Input>, input: Input): Promise<boolean> {
  try {
    await write.mutateAsync(input)
    return true
  } catch {
    return false // `write.error` has it
  }
}
