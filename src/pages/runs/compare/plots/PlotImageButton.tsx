import Button from '@mui/material/Button'
import type { RefObject } from 'react'
import { saveBlob } from '../../../../parts/artifacts/save-target.ts'
import { useChartColors } from '../../../../ui/chart/chart-colors.ts'
import { plotImage } from '../../../../ui/chart/plot-image.ts'
import { toast } from '../../../../ui/feedback/toast.ts'

/** Saves the chart in `frame` as it is shown. */
export function PlotImageButton({ frame, name }: { frame: RefObject<HTMLElement | null>; name: string }) {
  const { background } = useChartColors()
  const save = async () => {
    try {
      saveBlob(await plotImage(frame.current, background), `${name}.png`)
    } catch (error) {
      toast({ text: `The picture could not be saved: ${String(error)}`, tone: 'error' })
    }
  }
  return (
    <Button aria-label={`Save PNG of ${name}`} onClick={() => void save()}>
      Save PNG
    </Button>
  )
}
