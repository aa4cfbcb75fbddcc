import { describe, expect, it } from 'vitest'
import type { Post } from '@/api/types'
import { card } from '@/test/posts'
import { mayLand, moved, neighbours, placeOf, startsWriting, step } from './model'
import { board } from './samples'

describe('moving cards', () => {
  const one = card(1, 'not_started', ['needs_story', 'drafting', 'archived'])
  const two = card(2, 'not_started', ['drafting'])
  const three = card(3, 'drafting', ['ready', 'polishing'])
  const all = board([one, two, three])

  it('knows where a card stands and may land', () => {
    expect(placeOf(all, two.id)).toEqual({ column: 'backlog', index: 1 })
    expect(mayLand(one, 'backlog')).toBe(true)
    expect(mayLand(one, 'drafting')).toBe(true)
    expect(mayLand(one, 'ready')).toBe(false)
    expect(mayLand({ ...three, allowed_moves: ['published'] } as Post, 'published')).toBe(false)
  })

  it('could start a run for a card with a story that leaves the backlog for drafting', () => {
    const told = { ...one, has_story: true }
    expect(startsWriting(told, { column: 'drafting', index: 0 })).toBe(true)
    expect(startsWriting(told, { column: 'backlog', index: 1 })).toBe(false)
    expect(startsWriting(one, { column: 'drafting', index: 0 })).toBe(false)
    expect(startsWriting({ ...told, status: 'ready' }, { column: 'drafting', index: 0 })).toBe(
      false,
    )
  })

  it('steps inside a column and over columns where it may not land', () => {
    expect(step(all, one, { column: 'backlog', index: 0 }, 'ArrowDown')).toEqual({
      column: 'backlog',
      index: 1,
    })
    expect(step(all, one, { column: 'backlog', index: 1 }, 'ArrowDown').index).toBe(1)
    expect(step(all, three, { column: 'drafting', index: 0 }, 'ArrowRight')).toEqual({
      column: 'polishing',
      index: 0,
    })
    expect(step(all, three, { column: 'drafting', index: 0 }, 'ArrowLeft')).toEqual({
      column: 'drafting',
      index: 0,
    })
  })

  it('says between which cards it lands, and counts what is where', () => {
    const place = { column: 'backlog', index: 1 }
    expect(neighbours(all, three.id, place)).toEqual({ after_id: one.id, before_id: two.id })
    const after = moved(all, three.id, place)
    expect(after.columns[0]!.items.map((each) => each.post_number)).toEqual([1, 3, 2])
    expect(after.columns.map((column) => column.total)).toEqual([3, 0, 0, 0, 0, 0])
  })
})
