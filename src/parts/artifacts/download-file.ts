import type { Place } from '#contract/model-uri.ts'
import { readFile } from '../../api/artifacts.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { saveTarget } from './save-target.ts'

/** Downloads a file with the user's credentials, which a link would not carry. */
export async function downloadFile(name: string, place: Place) {
  const target = await saveTarget(name)
  if (!target) return // the user cancelled
  const { signal } = new AbortController()
  try {
    const { body } = await readFile(place, signal)
    await target(body ?? new Blob().stream(), signal)
  } catch (error) {
    toast({ text: `Could not download ${name}. ${error instanceof Error ? error.message : ''}`, tone: 'error' })
  }
}
