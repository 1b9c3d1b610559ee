import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { csvOf } from '#contract/csv/csv.ts'
import { useChartColors } from '../../ui/chart/chart-colors.ts'
import { MenuButton } from '../../ui/controls/MenuButton.tsx'
import { NARROW, useMedia } from '../../ui/layout/use-media.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { type PictureCell, tableImage } from '../../ui/table/table-image.ts'
import { saveBlob, saveText } from '../artifacts/save-target.ts'
import { formatCount } from '../../ui/text/format-count.ts'

type Props = {
  /** The table as shown, headers first; numbers exact. */
  table: () => (string | number)[][]
  /** The same for people, of so many things at most. */
  picture: (most: number) => PictureCell[][]
  /** How many things the table has. */
  count: number
  disabled: boolean
  /** What the files are called. */
  file: 'versions' | 'runs'
}

/** More columns would be too small to read in a picture. */
const MOST_IN_PICTURE = 40

/** Saves the comparison as a table or as a picture. */
export function ExportButtons({ table, picture, count, disabled, file }: Props) {
  const colors = useChartColors('light')
  const draw = async () => {
    const left = count - MOST_IN_PICTURE
    try {
      saveBlob(await tableImage(picture(MOST_IN_PICTURE), colors), `${file}.png`)
      if (left > 0)
        toast({
          text: `The picture shows only the first ${MOST_IN_PICTURE} of ${formatCount(count)} ${file}. To get all of them, choose Export CSV.`,
        })
    } catch (error) {
      toast({ text: `The picture could not be saved: ${String(error)}`, tone: 'error' })
    }
  }
  const saveTable = () => saveText(csvOf(table()), `${file}.csv`, 'text/csv')
  // There is no room for both buttons.
  if (useMedia(NARROW))
    return (
      <MenuButton label="Export" disabled={disabled}>
        {(close) =>
          (
            [
              ['Export CSV', saveTable],
              ['Save PNG', () => void draw()],
            ] as const
          ).map(([label, save]) => (
            <MenuItem
              key={label}
              onClick={() => {
                close()
                save()
              }}
            >
              {label}
            </MenuItem>
          ))
        }
      </MenuButton>
    )
  return (
    <>
      <Button disabled={disabled} onClick={saveTable}>
        Export CSV
      </Button>
      <Button disabled={disabled} title={`At most ${MOST_IN_PICTURE} ${file}`} onClick={() => void draw()}>
        Save PNG
      </Button>
    </>
  )
}
