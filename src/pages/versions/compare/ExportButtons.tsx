import Button from '@mui/material/Button'
import { saveBlob, saveText } from '../../../parts/artifacts/save-target.ts'
import { csvOf } from '#contract/csv/csv.ts'
import { toast } from '../../../ui/feedback/toast.ts'
import { useChartColors } from '../../../ui/chart/chart-colors.ts'
import { tableImage } from '../../../ui/table/table-image.ts'
import { formatNumber } from '../../../ui/text/format-number.ts'

type Props = {
  /** The table as shown, headers first; numbers exact. */
  rows: () => (string | number)[][]
  disabled: boolean
}

/** Saves the comparison as a table or as a picture. */
export function ExportButtons({ rows, disabled }: Props) {
  const colors = useChartColors('light')
  const draw = async () => {
    const texts = rows().map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)))
    try {
      saveBlob(await tableImage(texts, colors), 'versions.png')
    } catch (error) {
      toast({ text: `The picture could not be saved: ${String(error)}`, tone: 'error' })
    }
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => saveText(csvOf(rows()), 'versions.csv', 'text/csv')}>
        Export CSV
      </Button>
      <Button disabled={disabled} onClick={() => void draw()}>
        Save PNG
      </Button>
    </>
  )
}
