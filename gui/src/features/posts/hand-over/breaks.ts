import type { CarouselPreview } from './queries'

const mark = '---'

/** Slides as one text that can be edited: a line of dashes stands between two of them. */
export const breaksOf = (preview: CarouselPreview) =>
  preview.pages.flatMap((page) => (page.text === undefined ? [] : [page.text])).join(`\n${mark}\n`)

/** The slides of such a text; empty ones are none. */
export const slidesOf = (text: string) =>
  text
    .split(/^-{3,}\s*$/m)
    .map((slide) => slide.trim())
    .filter((slide) => slide !== '')
