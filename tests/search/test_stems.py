"""Stems mean something: the forms of a word meet, other words stay apart, and better so than with five-letter cuts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from aryz.diagnostics import ContentError
from aryz.search.analysis import Analysis
from tests.conftest import ROOT

# a line: forms of one word; no two lines have a word in common
FAMILIES = {
    "kk": """
жалақы жалақыны жалақының жалақысы жалақысын жалақыма жалақымды жалақысынан жалақылары жалакы жалакымды
еңбек еңбектің еңбекке еңбегі еңбегіңіз еңбекте еңбекпен енбек енбекке
шарт шарты шартты шарттар шартымен шарттан шартсыз шартында шарттарды
жұмыс жұмысқа жұмысы жұмыстан жұмыста жұмыспен жұмыссыз жұмысымыз жұмысынан жумыс жумыстан
жұмыскер жұмыскердің жұмыскерлер жұмыскерлерге жұмыскері жумыскерге
демалыс демалысқа демалысы демалыстар демалысымды демалыста демалысынан
кітап кітабы кітаптар кітабымыз кітабымыздан кітапты кітаптың
құжат құжатты құжаттар құжаттарым құжаттарымды құжаты құжатсыз кужат кужатты
паспорт паспортты паспорты паспортым паспортымды паспортын паспортсыз паспорттар
тармақ тармағы тармағының тармақтар тармақта тармақтың тармагы
борыш борышы борышын борыштар борышты борыштың
мерзім мерзімі мерзімде мерзімінде мерзімнен мерзімдер мерзиминде
кеңес кеңесі кеңестің кеңесші кеңестер кеңесте
соғыс соғысы соғысының соғыстан согысы
жасуша жасушаның жасушалары жасушалардан
жас жасы жастар жасында
жыл жылы жылдың жылғы жылдарда
жылу жылуды жылуы жылудың
жылқы жылқының жылқылар жылқысы
бөлік бөлігі бөлікте бөліктерінің болигинде
қорғасын қорғасынның қорғасыны
сот сотқа сотта соттың соттар соттан
заң заңы заңның заңдар заңға заңда заңсыз
тіркеу тіркеді тіркелген тіркелді тіркеледі тіркеуге тіркеуі тіркелмеген тиркеу
төлеу төлейді төлемейді төлемеді төлеген төленбеген төленбейді төлесе төлеп толемейди
жіберу жіберді жіберген жіберілген жібермейді жіберіп жіберсе жіберілді
орган органы органдар органдардың органға органдары
келісу келісті келіседі келіспейді
қызметкер қызметкерлер қызметкерлердің қызметкерге қызметкері кызметкер
айыппұл айыппұлды айыппұлдар айыппұлы айыппұлдың айыппул
өтініш өтінішті өтініші өтініштер өтінішпен отиниш
мекеме мекеменің мекемеге мекемелер мекемесі мекемеде
ереже ережелер ережесі ереженің ережелерді
мүлік мүлкі мүлікті мүліктің мүлкін
орын орны орында орнына орындар
сақтандыру сақтандыруға сақтандырудың
міндет міндеті міндетті міндеттер міндеттері
рұқсат рұқсаты рұқсатты рұқсатсыз рұқсаттар руксат
өндіріс өндірістің өндірісі өндірісте
шағым шағымы шағымды шағымдар шағымға шагым
жәбірленуші жәбірленушіні жәбірленушінің жәбірленушілер жәбірленушіге
полиция полицияға полицияның полициясы полициядан
виза визаны визасы визаның визасыз визамен
тұтқын тұтқынды тұтқынның тұтқындар тұтқыны
қамқорлық қамқорлыққа қамқорлығы қамқорлығын
депортация депортацияны депортациялау депортацияланды
босату босатты босатылды босатылған босатпайды
сұрау сұрады сұраған сұрайды сұраса
әкету әкетті әкеткен әкетеді
жарақат жарақатты жарақаты жарақаттар жарақаттан
ұлттық ұлтты ұлты ұлттар
шекара шекараны шекарадан шекарасы шекарасында
зейнетақы зейнетақысы зейнетақының зейнетақыға
прокурор прокурорға прокурордың прокурорлар прокуроры
үстеме үстемені үстемесі үстемелер
келісімшарт келісімшартты келісімшарты келісімшартқа
куәгер куәгерлер куәгердің куәгері
дәрігер дәрігерге дәрігердің дәрігерлер
алдау алдады алдаған алданды алдайды
отбасы отбасының отбасына отбасым
""",
    "uz": """
shartnoma shartnomani shartnomaning shartnomasi shartnomalar shartnomasiz shartnomada шартнома шартномаси
mehnat mehnatga mehnatning mehnati mehnatdan меҳнат меҳнатга
ish ishga ishda ishdan ishi ishlar ишга
oylik oylikni oyligi oyligim oyligimni oyliklar oyliklarimizdan ойлик ойлигимни
pasport pasportni pasportim pasportimni pasporti pasportsiz паспортимни
huquq huquqi huquqlar huquqlari huquqlarimiz huquqlarimizdan ҳуқуқ ҳуқуқлари
hujjat hujjatlar hujjatni hujjatlarim hujjatlarimni hujjatsiz ҳужжатларимни
ruxsatnoma ruxsatnomani ruxsatnomasi ruxsatnomalar ruxsatnomasiz рухсатнома
shikoyat shikoyatni shikoyati shikoyatlar shikoyatingiz shikoyatga шикоят
to‘lash to‘laydi to‘lamaydi to‘lamadi to‘lagan to‘lanmagan to‘lanmayapti to‘lamayapti тўламаяпти тўлади
yuborish yubordi yuborgan yuborildi yuborilgan yubormaydi yuborib юборди
olish oldi olgan olmadi olmagan olsa
ketish ketdi ketgan ketmadi ketsa
muddat muddati muddatda muddatlar muddatni muddatdan муддати
sud sudga sudda sudning sudlar судга
jarima jarimani jarimalar jarimasi jarimaga жарима
tilak tilagi tilaklar tilagim
qishloq qishlog‘i qishloqda qishloqlar
shahar shahri shaharda shaharlar шаҳри
xodim xodimlar xodimga xodimning xodimi ходимлар
inspeksiya inspeksiyaga inspeksiyasi inspeksiyaning инспекцияга
qonun qonuni qonunga qonunning qonunlar қонунга
qaror qarori qarorga qarorni qarorlar
davlat davlati davlatning davlatlar davlatingiz
bo‘shatish bo‘shatdi bo‘shatgan bo‘shatildi
da’vo da’voni da’vosi da’volar даъво
migratsiya migratsiyaga migratsiyasi миграция
tashkilot tashkiloti tashkilotlar tashkilotda
to‘lov to‘lovi to‘lovlar to‘lovni
jabrlanuvchi jabrlanuvchini jabrlanuvchilar jabrlanuvchining
politsiya politsiyaga politsiyaning politsiyasi
viza vizani vizasi vizasiz vizamni
ariza arizani arizam arizamni arizasi arizalar
tilxat tilxatni tilxati tilxatsiz
kompensatsiya kompensatsiyani kompensatsiyasi kompensatsiyasiga
so‘rash so‘radi so‘ragan so‘raydi so‘rab
aldash aldadi aldagan aldamoqda aldaydi
chegara chegaradan chegarani chegarasi chegarasida
prokuror prokurorga prokurorning prokurorlar
qarz qarzni qarzim qarzlar qarzi qarzdan
guvoh guvohlar guvohni guvohi
shifokor shifokorga shifokorlar shifokorning
haydash haydadi haydagan haydaldi haydab
bermoqda berdi bergan bermadi bermayapti berilgan
ro‘yxat ro‘yxatga ro‘yxatdan ro‘yxati
kelishuv kelishuvga kelishuvi kelishuvni
oila oilasi oilam oilani oilaga
""",
}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis.load(ROOT / "search")


def _judged(language: str, stem: Callable[[str], str | None]) -> tuple[float, float]:
    """The share of pairs of one family that meet, and of pairs of families that are confused."""
    families = [line.split() for line in FAMILIES[language].strip().splitlines()]
    met = [stem(a) == stem(b) for words in families for a, b in combinations(words, 2)]
    stems = [{stem(word) for word in words} for words in families]
    confused = [bool(a & b) for a, b in combinations(stems, 2)]
    return sum(met) / len(met), sum(confused) / len(confused)


@pytest.mark.parametrize("language", ["kk", "uz"])
def test_forms_of_a_word_meet_and_words_stay_apart(analysis: Analysis, language: str) -> None:
    met, confused = _judged(language, lambda word: analysis.term(word, language))
    cut_met, cut_confused = _judged(language, lambda word: analysis.fold(word, language)[:5])
    print(f"{language}: {met:.3f} meet, {confused:.4f} confused; cut to five: {cut_met:.3f}, {cut_confused:.4f}")
    assert met >= 0.97 and met > cut_met
    assert confused <= 0.005 and confused <= cut_confused


APART = [
    ("kk", "жұмыс", "жұмыртқа"), ("kk", "еңбек", "ескерту"), ("kk", "сот", "сан"), ("kk", "кәсіп", "қасиет"),
    ("kk", "азамат", "азат"), ("kk", "талап", "талас"), ("kk", "шартты", "шағым"), ("kk", "мерзім", "мереке"),
    ("uz", "ish", "ishonch"), ("uz", "shartnoma", "sharoit"), ("uz", "qaror", "qaraydi"), ("uz", "to‘lov", "to‘plam"),
    ("ru", "паспорт", "пастух"), ("en", "wages", "waste"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_other_words_stay_apart(analysis: Analysis, language: str, one: str, other: str) -> None:
    assert analysis.term(one, language) != analysis.term(other, language)


SAME = [
    ("kk", "еңбек", ["енбек", "eńbek", "eñbek", "ЕҢБЕК", "ең\u00adбек"]),
    ("kk", "жалақы", ["жалакы", "jalaqy", "zhalaky", "ЖАЛАҚЫ"]),
    ("kk", "жұмысшы", ["жумысшы", "jumysshy", "jūmysşy", "zhumysshy"]),
    ("kk", "өтініш", ["отиниш", "ötınış", "ótinish"]),
    ("uz", "ish", ["иш", "İsh", "ISH", "iş"]),
    ("uz", "haqi", ["ҳақи", "хаки", "xaqi", "haki"]),
    ("uz", "to‘lov", ["to'lov", "toʻlov", "toʼlov", "to`lov", "to´lov", "to’lov", "tolov", "тўлов", "tõlov"]),
    ("uz", "g‘isht", ["ғишт", "ğişt", "g'isht", "gisht"]),
    ("uz", "choy", ["чой", "çoy"]),
    ("ru", "ещё", ["еще", "ЕЩЁ", "еще\u0308", "е\u0301щё"]),
    ("ru", "паспорт", ["пaспoрт", "ПАСПОРТ", "па\u0301спорт"]),
    ("ru", "ТК", ["TK", "тк"]),
    ("en", "employer's", ["employer’s", "EMPLOYERʼS"]),
]


@pytest.mark.parametrize(("language", "word", "typed"), SAME)
def test_a_word_is_one_however_it_is_typed(analysis: Analysis, language: str, word: str, typed: list[str]) -> None:
    wanted = analysis.exact(word, language)
    assert [(one, analysis.exact(one, language)) for one in typed] == [(one, wanted) for one in typed]
    assert all(len(analysis.tokens(one)) == 1 for one in typed)


def test_wrong_keyboard(analysis: Analysis) -> None:
    assert "трудовой" in analysis.layouts("nheljdjq")
    assert "жалоба" in analysis.layouts(";fkj,f")
    assert "еңбек" in analysis.layouts("t4,tr")
    assert "еңбек" in analysis.layouts("е4бек")
    assert "ish haqi" in analysis.layouts("шыр рфйш")
    assert analysis.layouts("") == [] and analysis.layouts("113") == []


def test_the_language_of_a_query(analysis: Analysis) -> None:
    first = {
        "не платят зарплату": "ru",
        "жалақы бермейді": "kk",
        "иш ҳақи тўламаяпти": "uz",
        "ish haqini to‘lamayapti": "uz",
        "they do not pay my wages": "en",
    }
    assert {text: analysis.languages(text)[0] for text in first} == first
    assert analysis.languages_of("113") == ["ru", "kk", "uz", "en"]
    assert set(analysis.languages_of("енбек")) >= {"ru", "kk", "uz"}


def test_marks_of_a_query(analysis: Analysis) -> None:
    words = analysis.query('"трудовой договор" -устный -"без оплаты" ст. 43-1 жал').words
    seen = [(w.text, w.phrase, w.minus, w.prefix) for w in words]
    assert seen == [
        ("трудовой", 1, False, False), ("договор", 1, False, False), ("устный", 0, True, False),
        ("без", 2, True, False), ("оплаты", 2, True, False), ("ст", 0, False, False), ("43-1", 0, False, False),
        ("жал", 0, False, True),
    ]  # fmt: skip
    assert [w.phrase for w in analysis.query('срок "трудовой договор').words] == [0, 0, 0]


FAULTS = [
    ("folding.yml", "digits: \"0123456789\"", "digits: [1]", "digits"),
    ("folding.yml", "[A-Z, a-z,", "[A-Z, z-a,", "letters"),
    ("folding.yml", "russian_latin, russian,", "russian_latin, rusian,", "rusian"),
    ("suffixes.yml", "V R: лар лер", "V Q: лар лер", "Q"),
    ("suffixes.yml", "after: [root, plural, possessive, possessive3,", "after: [root, plurals,", "plurals"),
    ("suffixes.yml", "least: 3, inner: true", "least: 3, inner: maybe", "inner"),
    ("languages.yml", "languages: [uz]", "languages: [tt]", "tt"),
    ("stopwords.yml", "stop:\n", "stopped:\n", "stop"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS)
def test_a_fault_in_the_files_is_said_with_its_line(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    for file in (ROOT / "search").glob("*.yml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Analysis.load(tmp_path)
    problem = caught.value.problems[0]
    assert problem.place.path.name == name and said in str(problem) and problem.mend
    if name != "stopwords.yml":
        assert problem.place.line == text[: text.index(old)].count("\n") + 1
