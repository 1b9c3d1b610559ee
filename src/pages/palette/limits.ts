import { MOST_SEARCHED } from '../../api/palette.ts'

/** Says what is not searched, where there are more models or experiments than are. */
export function limitsOf(isCut: { models: boolean; experiments: boolean }): string {
  const most = MOST_SEARCHED.toLocaleString('en')
  return [
    isCut.models && `Beyond names, only the ${most} models changed last are searched; the Models page searches all.`,
    isCut.experiments && `Runs and descriptions are searched in the ${most} experiments changed last.`,
  ]
    .filter(Boolean)
    .join(' ')
}
