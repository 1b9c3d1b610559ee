/** The part of a mutation that a form needs. */
export type Write<Input> = {
  mutateAsync: (input: Input) => Promise<unknown>
  isPending: boolean
  error: Error | null
  reset: () => void
}

/** Starts a write and returns whether it succeeded. The caller shows `error`. */
export async function succeeded<Input>(write: Write<Input>, input: Input): Promise<boolean> {
  try {
    await write.mutateAsync(input)
    return true
  } catch {
    return false // `write.error` holds it
  }
}
