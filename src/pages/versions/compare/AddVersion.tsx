import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VersionId } from '#contract/versions.ts'
import { versionQueries } from '../../../api/versions.ts'
import type { Wanted } from '#contract/compared/against.ts'
import { AgainstPicker } from '../changes/AgainstPicker.tsx'

type Props = { chosen: readonly VersionId[]; onAdd: (id: VersionId) => void }

/** Adds a version of any model to the comparison. */
export function AddVersion({ chosen, onAdd }: Props) {
  const [model, setModel] = useState<string>()
  const [added, setAdded] = useState<number>()
  const [isOpened, setOpened] = useState(false)
  const name = model ?? chosen.at(-1)?.name ?? ''
  const versions = useQuery({ ...versionQueries.of(name), enabled: isOpened && name !== '' })
  const free = (versions.data ?? []).filter(
    ({ version }) => !chosen.some((other) => other.name === name && other.version === version),
  )
  const choose = (next: Wanted) => {
    if (next.version === undefined) return setModel(next.name)
    setAdded(chosen.length + 1)
    onAdd({ name, version: next.version })
  }
  return (
    <AgainstPicker
      // Made anew after each choice, so that the field for the version is empty again.
      key={chosen.length}
      startsAtVersion={added === chosen.length}
      own={{ name, version: '' }}
      against={{ name }}
      versions={free}
      list={versions}
      onOpen={() => setOpened(true)}
      onChange={choose}
    />
  )
}
