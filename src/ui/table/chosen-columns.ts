/** The known columns in the URL (`?col=status&col=metrics.rmse`); undefined if it names none. */
export function columnsIn(params: URLSearchParams, isKnown: (id: string) => boolean): string[] | undefined {
  const asked = params.getAll('col')
  return asked.length > 0 ? [...new Set(asked.filter(isKnown))] : undefined
}

/** The parameters with other columns; `undefined` resets them, none at all is `col=none`. */
export function withColumns(params: URLSearchParams, columns: readonly string[] | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('col')
  if (columns) for (const id of columns.length > 0 ? columns : ['none']) next.append('col', id)
  return next
}
