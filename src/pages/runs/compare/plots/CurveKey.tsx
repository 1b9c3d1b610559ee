import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { pointAt } from '../../../../domain/compare/pointed.ts'
import { colorAt, useChartColors } from '../../../../ui/chart/chart-colors.ts'

/** More are told apart by pointing at them. */
const MOST = 12

type Props = {
  /** Of the curves, in the order of their colors. */
  names: readonly string[]
  /** How they are shown, where not as they are. */
  shown: ReadonlyMap<string, string>
  isGroups: boolean
}

/** Which colour is whose. */
export function CurveKey({ names, shown, isGroups }: Props) {
  const { curves: colors } = useChartColors()
  if (names.length > MOST)
    return (
      <Typography variant="caption" color="textSecondary" component="p">
        More than {MOST} curves have no key. Point at one to see whose it is.
      </Typography>
    )
  return (
    <Box component="ul" aria-label="Curves" sx={key}>
      {names.map((name, color) => (
        <li
          key={name}
          onPointerEnter={isGroups ? undefined : () => pointAt(name)}
          onPointerLeave={isGroups ? undefined : () => pointAt(undefined)}
        >
          <span className="dot" style={{ background: colorAt(colors, color) }} />
          <bdi>{shown.get(name) ?? name}</bdi>
        </li>
      ))}
    </Box>
  )
}

const key = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 4,
  rowGap: 1,
  listStyle: 'none',
  p: 0,
  m: 0,
  mt: 1,
  typography: 'caption',
  '& li': { display: 'inline-flex', alignItems: 'center', gap: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& .dot': { width: 12, height: 3, borderRadius: 1, flexShrink: 0 },
} as const
