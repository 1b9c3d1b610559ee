import { type CssVarsTheme, useColorScheme, useTheme } from '@mui/material/styles'
import { useMemo } from 'react'
import { usePrinting } from '../print/printing.ts'

/** The theme's colours resolved for a canvas, which cannot read CSS variables; the light ones for paper and for `always`. */
export function useChartColors(always?: 'light') {
  const theme = useTheme<CssVarsTheme>()
  const { colorScheme: shown = 'light' } = useColorScheme()
  const isPrinting = usePrinting()
  const colorScheme = isPrinting ? 'light' : (always ?? shown)
  return useMemo(() => {
    const { palette } = theme.colorSchemes[colorScheme] ?? theme
    return {
      curves: palette.chart,
      text: palette.text.secondary,
      strong: palette.text.primary,
      background: palette.background.default,
      line: palette.divider,
      accent: palette.primary.main,
      font: String(theme.typography.fontFamily),
    }
  }, [theme, colorScheme])
}

export type ChartColors = ReturnType<typeof useChartColors>

/** The colour of the n-th curve, starting over after the last. */
export const colorAt = (colors: readonly string[], index: number): string => colors[index % colors.length] ?? ''
