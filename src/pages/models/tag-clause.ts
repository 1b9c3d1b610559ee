/** The comparison that finds models with exactly this tag, or undefined where no filter can write its value. */
export function tagClause(key: string, value: string): string | undefined {
  const name = /^[A-Za-z_]\w*$/.test(key) ? `tags.${key}` : `tags.\`${key}\``
  if (!value.includes("'")) return `${name} = '${value}'`
  return value.includes('"') ? undefined : `${name} = "${value}"`
}
