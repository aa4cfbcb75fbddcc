export type Axis = { name: string; values: (number | undefined)[] }

type Props = { axes: Axis[]; names: string[] }

const size = 240
const middle = size / 2
const reach = 78

const strokes = ['stroke-primary', 'stroke-accent']
const fills = ['fill-primary/20', 'fill-accent/10']

function pointAt(index: number, count: number, value: number): [number, number] {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2
  return [middle + Math.cos(angle) * reach * value, middle + Math.sin(angle) * reach * value]
}

const path = (points: [number, number][]) =>
  `${points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}Z`

/** A shape for each series over at most eight axes, each from 0 to 1. The table beside it has the numbers. */
export function Radar({ axes, names }: Props) {
  const ring = (value: number) => path(axes.map((_, index) => pointAt(index, axes.length, value)))
  return (
    <figure className="grid justify-items-center gap-2">
      <svg
        viewBox={`-50 0 ${size + 100} ${size}`}
        className="h-auto w-full max-w-md"
        data-chart="radar"
        aria-hidden
      >
        {[0.25, 0.5, 0.75, 1].map((value) => (
          <path key={value} d={ring(value)} className="fill-none stroke-line" />
        ))}
        {axes.map((axis, index) => {
          const [x, y] = pointAt(index, axes.length, 1)
          const [nameX, nameY] = pointAt(index, axes.length, 1.18)
          const anchor = Math.abs(nameX - middle) < 8 ? 'middle' : nameX > middle ? 'start' : 'end'
          return (
            <g key={axis.name}>
              <path d={`M${middle} ${middle}L${x} ${y}`} className="stroke-line" />
              <text
                x={nameX}
                y={nameY}
                textAnchor={anchor}
                dominantBaseline="middle"
                className="fill-fg text-[11px]"
              >
                {axis.name}
              </text>
            </g>
          )
        })}
        {names.map((name, series) => (
          <path
            key={name}
            data-series={name}
            d={path(
              axes.map((axis, index) =>
                pointAt(index, axes.length, Math.min(1, Math.max(0, axis.values[series] ?? 0))),
              ),
            )}
            className={`${strokes[series] ?? ''} ${fills[series] ?? ''}`}
            strokeWidth={2}
            strokeDasharray={series === 0 ? undefined : '6 4'}
          />
        ))}
      </svg>
      {names.length > 1 && (
        <figcaption className="flex flex-wrap gap-4 text-sm text-muted">
          {names.map((name, series) => (
            <span key={name} className="inline-flex items-center gap-2">
              <svg viewBox="0 0 24 4" className="h-1 w-6" aria-hidden>
                <path
                  d="M0 2h24"
                  className={strokes[series]}
                  strokeWidth={3}
                  strokeDasharray={series === 0 ? undefined : '6 4'}
                />
              </svg>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}
