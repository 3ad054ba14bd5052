"""Family names of Mali, the commonest first, to finish a name that is being typed.

About thirty of them serve most of the country (`interface.md`, 0.7 and 4.6); the list only
saves keys, any other name is typed as it is.
"""

from collections.abc import Iterable

from coop_ledger.names import search_key

SURNAMES = tuple(
    """Traoré Coulibaly Diarra Keïta Diallo Konaté Koné Sidibé Sangaré Touré Dembélé Doumbia
    Camara Cissé Sissoko Maïga Diakité Kanté Fofana Sanogo Bagayoko Ballo Berthé Bah Ba Barry
    Bathily Berté Bouaré Cissoko Dabo Dao Daou Diabaté Dicko Diabira Diakho Diawara Dia
    Dienta Diop Dolo Dramé Fané Gakou Goïta Guindo Haïdara Kamissoko Karembé Kassambara Kassogué
    Kouyaté Magassouba Mallé Mariko Niaré Niangaly Ongoïba Ouattara Ouologuem Samaké Sacko
    Sagara Sanou Sarr Simpara Sow Soumaoro Soumaré Sylla Tamboura Tangara Tembely Tessougué
    Timbo Togola Tounkara Wagué Yattara Yalcouyé Yaro""".split()
)

LEAST = 2  # letters of the family name before one is proposed


def completed(line: str, typed_before: Iterable[str] = ()) -> str:
    """Return the line with its last word finished as a family name, "" where there is none.

    The names of this group (`typed_before`) come before the commonest of the country. A first
    name is never finished, nor a word that is already somebody's family name.
    """
    before, _space, word = line.rpartition(" ")
    key = search_key(word)
    if len(key) < LEAST or not before.strip():
        return ""
    known = dict.fromkeys([*_last_words(typed_before), *SURNAMES])
    if any(search_key(name) == key for name in known):
        return ""
    found = next((name for name in known if search_key(name).startswith(key)), "")
    return f"{before} {found}" if found else ""


def _last_words(lines: Iterable[str]) -> list[str]:
    """Return the family names typed so far, the last one first."""
    names = [line.split()[-1] for line in lines if len(line.split()) > 1]
    return [name for name in reversed(names) if name.isalpha() and len(name) > LEAST]
