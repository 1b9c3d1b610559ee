import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import type { StageStay } from '#contract/review-log.ts'
import { useNow } from '../../../ui/text/clock.ts'
import { dayAt, dayNumber, dayOf, dayText } from '../../../ui/text/day.ts'

type Props = {
  stays: readonly StageStay[]
  /** Undefined: the whole history. */
  day: string | undefined
  onChoose: (day: string) => void
  /** The strip’s handle passes a day; then `onChoose` follows where it is let go. */
  onPass: (day: string) => void
}

/** Chooses a day of the history: on a strip that shows who followed whom, or as a date. */
export function DayPicker({ stays, day, onChoose, onPass }: Props) {
  const now = useNow()
  const [first, last] = [dayNumber(dayOf(Math.min(...stays.flatMap(timesOf), now))), dayNumber(dayOf(now))]
  const days = last - first + 1
  const percent = (ms: number) => Math.min(100, Math.max(0, ((dayNumber(dayOf(ms)) - first) / days) * 100))
  const letGo = () => day !== undefined && onChoose(day)
  return (
    <Box data-screen="" sx={{ mb: 3 }}>
      {days > 1 && (
        <>
          <Box aria-hidden sx={strip}>
            {stays.map((stay, index) => {
              const from = stay.since === undefined ? 0 : percent(stay.since)
              const to = stay.until === undefined ? 100 : percent(stay.until)
              return (
                <Box
                  key={index}
                  sx={{ ...segment, bgcolor: index % 2 ? 'primary.main' : 'text.secondary' }}
                  style={{ left: `${from}%`, width: `${Math.max(to - from, 0.5)}%` }}
                />
              )
            })}
          </Box>
          <Box
            component="input"
            type="range"
            aria-label="Day"
            aria-valuetext={day === undefined ? 'Whole history' : dayText(day)}
            min={first}
            max={last}
            value={day === undefined ? last : Math.min(last, Math.max(first, dayNumber(day)))}
            onChange={(event: { target: { value: string } }) => onPass(dayAt(Number(event.target.value)))}
            {...{ onPointerUp: letGo, onKeyUp: letGo, onBlur: letGo }}
            sx={{ width: '100%', m: 0, accentColor: 'var(--mui-palette-primary-main)' }}
          />
        </>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center', mt: 2 }}>
        <TextField
          type="date"
          size="small"
          label="On this day"
          value={day ?? ''}
          onChange={(event) => onChoose(event.target.value)}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: dayAt(last) } }}
        />
        {day !== undefined && (
          <Button variant="text" onClick={() => onChoose('')}>
            Show the whole history
          </Button>
        )}
      </Box>
    </Box>
  )
}

const timesOf = ({ since, until }: StageStay) => [since, until].filter((time) => time !== undefined)

const strip = { position: 'relative', height: 8, bgcolor: 'action.hover', borderRadius: 1, overflow: 'hidden', mt: 1 }
const segment = { position: 'absolute', top: 0, bottom: 0, opacity: 0.7 }
