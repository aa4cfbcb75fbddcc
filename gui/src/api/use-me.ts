import { useSuspenseQuery } from '@tanstack/react-query'
import { meQuery } from './queries'

/** The route guard has loaded it before any signed-in screen is drawn. */
export const useMe = () => useSuspenseQuery(meQuery).data
