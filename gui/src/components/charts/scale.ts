export type Point = { name: string; value?: number }

const steps = [1, 2, 2.5, 5, 10]

/** The end of an axis from 0: a round number that no value passes. */
export function endOf(points: Point[], max?: number) {
  if (max !== undefined) return max
  const most = Math.max(0, ...points.map((point) => point.value ?? 0))
  if (most === 0) return 1
  const size = 10 ** Math.floor(Math.log10(most))
  return (steps.find((step) => step * size >= most) ?? 10) * size
}

/** Values to write at an axis, both ends included. */
export const ticksOf = (end: number, count = 4) =>
  Array.from({ length: count + 1 }, (_, index) => (end * index) / count)

export type Spot = { x: number; y: number; name: string; value: number }

/** Lines of known points in percent of the plot, from its upper left corner; what is not known leaves a gap. */
export function linesOf(points: Point[], end: number): Spot[][] {
  const lines: Spot[][] = [[]]
  points.forEach(({ name, value }, index) => {
    if (value === undefined) lines.push([])
    else {
      const x = points.length === 1 ? 50 : (index / (points.length - 1)) * 100
      lines.at(-1)?.push({ x, y: 100 - (value / end) * 100, name, value })
    }
  })
  return lines.filter((line) => line.length > 0)
}

/** Which of many names are written, at even distances, the last one among them. */
export function namedOf(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil((count - 1) / (most - 1)))
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % step === 0,
  )
}
