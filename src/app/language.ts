import { chooseLanguage, contentScript, languagesHere } from '../player/languages.ts';

// Stands in a page with several languages: asks for the text the browser prefers while the player is still on its way.

contentScript(chooseLanguage(navigator.languages, languagesHere()));
