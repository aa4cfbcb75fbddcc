import { cn } from '@/lib/cn'
import { endOf, linesOf, namedOf, ticksOf, type Point } from './scale'

type Props = { points: Point[]; format: (value: number) => string; max?: number }

// As many as fit beside each other on a phone.
const mostNames = 3

/** Names stand below their point, those at both ends inside the plot. */
function shiftOf(index: number, count: number) {
  if (count > 1 && index === 0) return undefined
  return count > 1 && index === count - 1 ? '-translate-x-full' : '-translate-x-1/2'
}

/** A line with a gap where nothing is known. It is stretched to the room there is; strokes and words are not. */
export function Trend({ points, format, max }: Props) {
  const end = endOf(points, max)
  const ticks = ticksOf(end)
  const lines = linesOf(points, end)
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-2 pt-2 text-xs text-muted tabular-nums">
      <div className="relative h-48 w-8">
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute end-0 -translate-y-1/2"
            style={{ top: `${100 - (tick / end) * 100}%` }}
          >
            {format(tick)}
          </span>
        ))}
      </div>
      <svg
        className="h-48 w-full overflow-visible"
        data-chart="trend"
        preserveAspectRatio="none"
        viewBox="0 0 100 100"
      >
        {ticks.map((tick) => (
          <path
            key={tick}
            d={`M0 ${100 - (tick / end) * 100}h100`}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {lines.map((line, index) => (
          <polyline
            key={index}
            points={line.map(({ x, y }) => `${x},${y}`).join(' ')}
            className="fill-none stroke-primary stroke-2"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {lines.flat().map((spot) => (
          // A line without length and with a round end is a dot that does not stretch.
          <path
            key={spot.x}
            d={`M${spot.x} ${spot.y}h0`}
            className="stroke-primary stroke-8"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          >
            <title>{`${spot.name}: ${format(spot.value)}`}</title>
          </path>
        ))}
      </svg>
      <div className="relative col-start-2 mt-2 h-4">
        {namedOf(points.length, mostNames).map((index) => (
          <span
            key={index}
            className={cn('absolute whitespace-nowrap', shiftOf(index, points.length))}
            style={{ left: `${points.length === 1 ? 50 : (index / (points.length - 1)) * 100}%` }}
          >
            {points[index]?.name}
          </span>
        ))}
      </div>
    </div>
  )
}
