import { MOST_SEARCHED } from '../../api/palette.ts'
import { formatCount } from '../../ui/text/format-count.ts'

/** Says what is not searched, where there are more models or experiments than are. */
export function limitsOf(isCut: { models: boolean; experiments: boolean }): string {
  const most = formatCount(MOST_SEARCHED)
  return [
    isCut.models && `Beyond names, only the ${most} models changed last are searched; the Models page searches all.`,
    isCut.experiments && `Runs and descriptions are searched in the ${most} experiments changed last.`,
  ]
    .filter(Boolean)
    .join(' ')
}
