// A typed alias is stored without the spaces around it, and shown so beforehand.

/** The alias that was typed: people write it with its @, too. */
export const typedAlias = (text: string): string => text.trim().replace(/^@/, '')

export const storedAlias = (text: string): string | undefined =>
  typedAlias(text) === text ? undefined : `Saved as @${typedAlias(text)}.`
