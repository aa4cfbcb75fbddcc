import { endOf, type Point } from './scale'

type Props = { points: Point[]; format: (value: number) => string; max?: number }

/** One bar a line with its value; a name too long is cut, since the table beside it has it in full. */
export function Bars({ points, format, max }: Props) {
  const end = endOf(points, max)
  return (
    <div className="grid grid-cols-[minmax(4rem,7.5rem)_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 text-xs text-muted">
      {points.map(({ name, value }, index) => (
        <div key={index} className="contents">
          <span className="truncate" title={name}>
            {name}
          </span>
          <svg
            className="h-5 w-full"
            data-chart="bar"
            preserveAspectRatio="none"
            viewBox="0 0 100 1"
          >
            <rect width="100" height="1" className="fill-sunken" />
            {value !== undefined && (
              <rect width={(value / end) * 100} height="1" className="fill-primary" />
            )}
          </svg>
          <span className="text-end text-fg tabular-nums">
            {value === undefined ? '–' : format(value)}
          </span>
        </div>
      ))}
    </div>
  )
}
