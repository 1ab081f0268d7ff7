/** The desktop application's entry. */
import { launch } from './launch'

launch(import.meta.dirname)
