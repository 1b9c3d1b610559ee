import { ParallelChart, type ParallelSeriesOption, ScatterChart, type ScatterSeriesOption } from 'echarts/charts'
import { GridComponent, type GridComponentOption, ParallelComponent } from 'echarts/components'
import { type ComposeOption, type EChartsType, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

// Apart from what curves need, so that their page does not load it.
register([ParallelChart, ParallelComponent, ScatterChart, GridComponent, CanvasRenderer])

export { init } from 'echarts/core'
export type Plot = EChartsType
/** ECharts' own type of parallel axes takes every other option for one of them. */
export type PlotOption = ComposeOption<ParallelSeriesOption | ScatterSeriesOption | GridComponentOption> & {
  parallel?: object
  parallelAxis?: readonly object[]
}
