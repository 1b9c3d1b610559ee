import type { Place } from '#contract/model-uri.ts'
import { readFile } from '../../api/artifacts.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { saveTarget } from './save-target.ts'

/** Brings a file to where the person wants it, with the credentials they signed in with: a link would carry none. */
export async function downloadFile(name: string, place: Place) {
  const target = await saveTarget(name)
  if (!target) return // the person thought better of it
  const { signal } = new AbortController()
  try {
    const { body } = await readFile(place, signal)
    await target(body ?? new Blob().stream(), signal)
  } catch (error) {
    toast({ text: `Could not download ${name}. ${error instanceof Error ? error.message : ''}`, tone: 'error' })
  }
}
