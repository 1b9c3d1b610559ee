import { tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useTagVersions } from '../../../api/many-versions.ts'
import { versionList } from '../../../domain/version-list.ts'
import { TagDialog } from '../../../parts/TagDialog.tsx'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { chosen: readonly ModelVersion[]; onDone: () => void; onClose: () => void }

/** Sets one tag on several versions. */
export function TagVersionsDialog({ chosen, onDone, onClose }: Props) {
  const tagging = useTagVersions()
  const hint = ({ key, value }: Tag) => {
    const replaced = chosen.filter(({ tags }) => tags?.some((tag) => tag.key === key && tag.value !== value))
    if (replaced.length === 0) return undefined
    return `Replaces the value on ${versionList(replaced.map(({ version }) => version))}.`
  }
  return (
    <TagDialog
      what={versionList(chosen.map(({ version }) => version))}
      hint={hint}
      isKnown={(key) => chosen.some(({ tags }) => tagValue(tags, key) !== undefined)}
      write={tagging}
      onSet={(tag) => succeeded(tagging, { versions: chosen, tag })}
      onDone={onDone}
      onClose={onClose}
    />
  )
}
