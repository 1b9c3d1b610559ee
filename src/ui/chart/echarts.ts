import { LineChart, type LineSeriesOption, ScatterChart, type ScatterSeriesOption } from 'echarts/charts'
import {
  type DataZoomComponentOption,
  DataZoomInsideComponent,
  DataZoomSliderComponent,
  GridComponent,
  type GridComponentOption,
} from 'echarts/components'
import { type ComposeOption, type EChartsType, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

// Import only what our charts need: the whole library is three times as large.
register([LineChart, ScatterChart, GridComponent, DataZoomInsideComponent, DataZoomSliderComponent, CanvasRenderer])

export { init } from 'echarts/core'
export type EChart = EChartsType
export type ChartOption = ComposeOption<
  LineSeriesOption | ScatterSeriesOption | GridComponentOption | DataZoomComponentOption
>
