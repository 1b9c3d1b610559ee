import Slider from '@mui/material/Slider'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useId } from 'react'

type Props = {
  /** From 0 (as logged) to 0.99. */
  value: number
  /** Called while the slider moves. */
  onMove: (value: number) => void
  /** Called when it stops. */
  onChange: (value: number) => void
}

/** Chooses how much curves are smoothed. */
export function Smoothing({ value, onMove, onChange }: Props) {
  const id = useId()
  return (
    <Stack direction="row" spacing={3} sx={{ alignItems: 'center' }}>
      <Typography variant="body2" id={id}>
        Smoothing
      </Typography>
      <Slider
        size="small"
        aria-labelledby={id}
        min={0}
        max={0.99}
        step={0.01}
        value={value}
        valueLabelDisplay="auto"
        onChange={(_event, next) => onMove(Number(next))}
        onChangeCommitted={(_event, next) => onChange(Number(next))}
        sx={{ width: 110 }}
      />
    </Stack>
  )
}
