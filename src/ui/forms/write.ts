/** The part of a mutation that a form needs. */
export type Write<Input, Output = unknown> = {
  mutateAsync: (input: Input) => Promise<Output>
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

/** Starts a write and returns its answer, undefined if it failed. The caller shows `error`. */
export async function answerOf<Input, Output>(write: Write<Input, Output>, input: Input): Promise<Output | undefined> {
  try {
    return await write.mutateAsync(input)
  } catch {
    return undefined // `write.error` holds it
  }
}
