import { fromRequirements } from '../libraries.ts'
import { pinOf, requirementOf } from '../requirements/requirement.ts'

/** The names in a requirements.txt that have no exact version (`==1.4.2`) and no address of their own. */
export function looseRequirements(text: string): string[] {
  return fromRequirements(text).requirements.flatMap((line) => {
    const requirement = requirementOf(line)
    // An option of pip names no package; what else cannot be read is not exact either.
    if (!requirement) return line.startsWith('-') ? [] : line
    const { name, url } = requirement
    return url !== undefined || pinOf(requirement) !== undefined ? [] : name
  })
}
