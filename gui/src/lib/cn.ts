import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    classGroups: { 'font-size': [{ text: ['xs', 'sm', 'base', 'post', 'lg', 'xl', '2xl'] }] },
  },
})

export const cn = (...inputs: ClassValue[]) => merge(clsx(inputs))
