import { firstLine } from './first-line.ts'
import { Whole } from './Whole.tsx'

type Props = { of: string | undefined; what?: string; width: number }

/** The first line of a description in a table cell, which opens all of it. */
export function FirstLine({ of = '', what = 'Description', width }: Props) {
  const shown = firstLine(of)
  return <Whole text={shown && of} shown={shown} what={what} width={width} />
}
