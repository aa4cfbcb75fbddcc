import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

export type Point = { name: string; value?: number }
type Props = { points: Point[]; format: (value: number) => string; max?: number }

const axis = { fill: 'var(--muted)', fontSize: 12 }
const box = {
  background: 'var(--raised)',
  border: '1px solid var(--line)',
  color: 'var(--fg)',
  borderRadius: 6,
}
const rowHeight = 34

/** One bar a line, longest names cut by the axis; the table beside it has them in full. */
export function Bars({ points, format, max }: Props) {
  return (
    <ResponsiveContainer width="100%" height={Math.max(2, points.length) * rowHeight + 40}>
      <BarChart data={points} layout="vertical" accessibilityLayer={false} margin={{ right: 24 }}>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis
          type="number"
          domain={[0, max ?? 'auto']}
          tick={axis}
          stroke="var(--line)"
          tickFormatter={format}
        />
        <YAxis type="category" dataKey="name" width={120} tick={axis} stroke="var(--line)" />
        <Tooltip
          contentStyle={box}
          cursor={{ fill: 'var(--sunken)' }}
          separator=": "
          formatter={(value) => [format(Number(value)), '']}
        />
        <Bar dataKey="value" fill="var(--primary)" radius={3} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}

/** A line with a gap where nothing is known. */
export function Trend({ points, format, max }: Props) {
  return (
    <ResponsiveContainer width="100%" height={220}>
      <LineChart data={points} accessibilityLayer={false} margin={{ right: 24, top: 8 }}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="name" tick={axis} stroke="var(--line)" minTickGap={16} />
        <YAxis
          domain={[0, max ?? 'auto']}
          tick={axis}
          stroke="var(--line)"
          width={40}
          tickFormatter={format}
        />
        <Tooltip
          contentStyle={box}
          separator=": "
          formatter={(value) => [format(Number(value)), '']}
        />
        <Line
          dataKey="value"
          stroke="var(--primary)"
          strokeWidth={2}
          dot={{ r: 4, fill: 'var(--primary)' }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
