import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { experimentNameProblem } from '#contract/experiments.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { useLater } from '../../ui/use-later.ts'

/** An experiment name being typed, and why it can't be used: invalid, or taken. */
export function useExperimentName(current = '') {
  const [text, setText] = useState(current)
  // Only what is typed anew is trimmed: the name it has may begin or end with a space.
  const name = text === current ? current : text.trim()
  const asked = useLater(name)
  const isOpen = asked !== current && experimentNameProblem(asked) === undefined
  const { data: holder } = useQuery({ ...experimentQueries.named(asked), enabled: isOpen })
  const taken =
    isOpen && asked === name && holder
      ? holder.lifecycle_stage === 'deleted'
        ? 'A deleted experiment has this name. Restore it, or choose another name.'
        : 'An experiment with this name already exists.'
      : undefined
  return { text, name, setName: setText, problem: experimentNameProblem(name) ?? taken }
}
