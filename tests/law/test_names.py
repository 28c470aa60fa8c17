"""Acts are known by every name that is theirs, and by none that is another act's."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from aryz.browser import reading_bundle
from aryz.law.reading import read
from aryz.law.reading.data import as_data, known
from tests.law.test_reading import REGISTRY

# acts of Kazakhstan that are not in `kb/acts`, and what sounds like an act's name
OTHERS = {
    "ru": """
    закон о банках; закон о банках и банковской деятельности; закон о банковской деятельности;
    закон о бухгалтерском учёте; закон о государственной службе; закон о государственных закупках;
    закон о государственном имуществе; закон о государственной регистрации; закон о государственных секретах;
    закон о гражданстве; закон о гражданской защите; закон о жилищных отношениях; закон о защите прав потребителей;
    закон о правах ребёнка; закон об образовании; закон об обороне; закон о воинской службе;
    закон о воинской службе и статусе военнослужащих; закон о средствах массовой информации; закон о масс-медиа;
    закон о связи; закон об информатизации; закон об исполнительном сборе; закон об акционерных обществах;
    закон о товариществах с ограниченной ответственностью; закон о рекламе; закон о дорожном движении;
    закон о языках; закон о медиации; закон об арбитраже; закон о судебно-экспертной деятельности;
    закон о коллекторской деятельности; закон о микрофинансовой деятельности; закон об электронном документе;
    закон об электронной цифровой подписи; закон о разрешениях и уведомлениях; закон о саморегулировании;
    закон об аудиторской деятельности; закон об оценочной деятельности; закон о пенсионном обеспечении;
    закон о занятости населения; закон об обязательном социальном страховании;
    закон об обязательном социальном медицинском страховании;
    закон об обязательном страховании гражданско-правовой ответственности; закон о страховой деятельности;
    закон о социальной защите лиц с инвалидностью; закон о государственных пособиях; закон о профсоюзах;
    закон о профессиональных союзах; закон о волонтёрской деятельности; закон о мирных собраниях;
    закон о религиозной деятельности; закон о противодействии коррупции; закон о противодействии терроризму;
    закон о противодействии экстремизму; закон о противодействии легализации доходов;
    закон о противодействии отмыванию; закон об органах внутренних дел; закон о правоохранительной службе;
    закон об оперативно-розыскной деятельности; закон о государственной границе;
    закон о Государственной границе Республики Казахстан; закон о правовых актах;
    закон о нормативных правовых актах; закон об административных процедурах; закон о доступе к информации;
    закон о пробации; закон об уполномоченном по правам человека; конституционный закон о выборах;
    конституционный закон о судебной системе; конституционного закона о судебной системе и статусе судей;
    закон о судебной системе; закон о Конституционном Суде; закон о Президенте; закон о Правительстве;
    закон о Парламенте; закон о нефти; закон о газе; закон об электроэнергетике; закон об энергосбережении;
    закон об архитектурной деятельности; закон о земельных отношениях; закон об инвестициях; закон о концессиях;
    закон о валютном регулировании; закон о платежах и платёжных системах; закон о рынке ценных бумаг;
    закон о персональном учёте; закон о науке; закон о культуре; закон о физической культуре и спорте;
    закон о туристской деятельности; закон о ветеринарии; закон о семеноводстве; закон о растительном мире;
    закон об охране животного мира; закон о национальной безопасности; закон о чрезвычайном положении;
    закон о военном положении; закон о мобилизации; закон о профилактике правонарушений среди несовершеннолетних;
    закон о банкротстве граждан; закон о банкротстве физических лиц;
    закон о восстановлении платёжеспособности и банкротстве граждан; закон о республиканском референдуме;
    закон о бюджетной системе; закон о Национальном банке; закон о Национальном фонде; закон о фондовом рынке;
    закон о фонде социального страхования; закон о нотариальной палате; закон о праздновании; закон о документах;
    закон об архивах; закон о Национальном архивном фонде; закон о статистике; закон о государственной статистике;
    закон о защите конкуренции; закон о защите детей; закон о защите информации; закон о защите от насилия;
    закон о порядке ведения реестра; закон о порядке выезда; закон о правовом положении банков;
    закон о правовом статусе; закон о реабилитации жертв массовых политических репрессий;
    закон о реабилитации жертв; закон о реабилитации инвалидов; закон о минимальном размере оплаты труда;
    закон о профессиональном образовании; закон о профессиональной деятельности; закон о торговле;
    закон о регулировании торговой деятельности; закон об идентификации животных; закон об исполнительной власти;
    закон об удостоверении; закон о юридических лицах; закон о юридической экспертизе;
    закон об иностранных инвестициях; земельный кодекс; кодекс о браке и семье; семейный кодекс;
    экологический кодекс; бюджетный кодекс; водный кодекс; лесной кодекс; уголовно-исполнительный кодекс;
    таможенный кодекс; кодекс о недрах; цифровой кодекс; строительный кодекс; арбитражный процессуальный кодекс;
    кодекс этики; кодекс чести; кодекс судейской этики; кодекс корпоративного управления;
    правила дорожного движения; правила внутреннего распорядка; правила въездного туризма;
    правила исчисления стажа; правила регистрации по месту жительства; правила регистрации транспортных средств;
    правила оказания услуг; конвенция о правах ребёнка; конвенция МОТ; венская конвенция;
    договор о нераспространении; соглашение с Россией о трудовой деятельности;
    соглашение с Узбекистаном о торговле; соглашение с Кыргызстаном о границе; приказ 90; постановление 149
    """,
    "kk": """
    банктер туралы заң; банктер және банк қызметі туралы заң; бухгалтерлік есеп туралы заң;
    мемлекеттік қызмет туралы заң; мемлекеттік сатып алу туралы заң; мемлекеттік мүлік туралы заң;
    мемлекеттік шекара туралы заң; азаматтық туралы заң; азаматтық қорғау туралы заң;
    тұрғын үй қатынастары туралы заң; тұтынушылардың құқықтарын қорғау туралы заң; баланың құқықтары туралы заң;
    білім туралы заң; жол жүрісі туралы заң; тілдер туралы заң; медиация туралы заң; төрелік туралы заң;
    зейнетақымен қамсыздандыру туралы заң; халықты жұмыспен қамту туралы заң;
    міндетті әлеуметтік медициналық сақтандыру туралы заң; кәсіптік одақтар туралы заң;
    сыбайлас жемқорлыққа қарсы іс-қимыл туралы заң; терроризмге қарсы іс-қимыл туралы заң;
    экстремизмге қарсы іс-қимыл туралы заң; ішкі істер органдары туралы заң; құқық қорғау қызметі туралы заң;
    құқықтық актілер туралы заң; ақпаратқа қол жеткізу туралы заң; пробация туралы заң;
    сайлау туралы конституциялық заң; сот жүйесі мен судьялардың мәртебесі туралы конституциялық заң;
    соттар туралы заң; Конституциялық Сот туралы заң; төлемдер мен төлем жүйелері туралы заң; ғылым туралы заң;
    азаматтардың банкроттығы туралы заң;
    азаматтардың төлем қабілеттілігін қалпына келтіру және банкроттығы туралы заң;
    кәмелетке толмағандар арасындағы құқық бұзушылықтардың профилактикасы туралы заң; дербес кеңістік туралы заң;
    мемлекеттік құпиялар туралы заң; құжаттар туралы заң; электрондық құжат туралы заң; жарнама туралы заң;
    байланыс туралы заң; әскери қызмет туралы заң; жер кодексі; отбасы кодексі; неке және отбасы туралы кодекс;
    экологиялық кодекс; бюджет кодексі; су кодексі; орман кодексі; қылмыстық-атқару кодексі; кеден кодексі;
    кедендік реттеу туралы кодекс; жер қойнауы туралы кодекс; цифрлық кодекс; құрылыс кодексі; әдеп кодексі;
    жол жүрісі қағидалары; ішкі тәртіп қағидалары
    """,
    "uz": """
    banklar to‘g‘risidagi qonun; banklar va bank faoliyati to‘g‘risidagi qonun; davlat xizmati to‘g‘risidagi qonun;
    davlat xaridlari to‘g‘risidagi qonun; fuqarolik to‘g‘risidagi qonun;
    iste’molchilar huquqlarini himoya qilish to‘g‘risidagi qonun; bola huquqlari to‘g‘risidagi qonun;
    ta’lim to‘g‘risidagi qonun; yo‘l harakati to‘g‘risidagi qonun; tillar to‘g‘risidagi qonun;
    mediatsiya to‘g‘risidagi qonun; aholi bandligi to‘g‘risidagi qonun; kasaba uyushmalari to‘g‘risidagi qonun;
    korrupsiyaga qarshi kurashish to‘g‘risidagi qonun; terrorizmga qarshi kurashish to‘g‘risidagi qonun;
    ichki ishlar organlari to‘g‘risidagi qonun; saylov to‘g‘risidagi konstitutsiyaviy qonun;
    sudlar to‘g‘risidagi qonun; fuqarolarning bankrotligi to‘g‘risidagi qonun;
    voyaga yetmaganlar o‘rtasida huquqbuzarliklarning oldini olish to‘g‘risidagi qonun;
    jismoniy shaxslarning bankrotligi to‘g‘risidagi qonun; davlat chegarasi to‘g‘risidagi qonun; yer kodeksi;
    oila kodeksi; ekologiya kodeksi; byudjet kodeksi; suv kodeksi; o‘rmon kodeksi; jinoyat-ijroiya kodeksi;
    bojxona kodeksi; uy-joy kodeksi; shaharsozlik kodeksi; saylov kodeksi
    """,
    "en": """
    law on banks; law on banks and banking; banking law; law on civil service; law on public procurement;
    law on citizenship; law on housing relations; law on consumer protection; law on the rights of the child;
    law on education; law on road traffic; law on languages; law on mediation; law on employment;
    law on trade unions; law on countering corruption; law on countering terrorism; law on combating corruption;
    law on combating terrorism; law on internal affairs bodies; law on legal acts; law on access to information;
    law on probation; constitutional law on elections; constitutional law on the judicial system; law on courts;
    law on bankruptcy of citizens; law on the bankruptcy of individuals; law on prevention of juvenile delinquency;
    law on state border; law on state secrets; law on state property; law on personal income; law on advertising;
    law on medical insurance; law on compulsory social insurance; law on mandatory insurance; land code;
    family code; code on marriage and family; environmental code; budget code; water code; forest code;
    penal execution code; criminal executive code; customs code; subsoil code; housing code; digital code;
    code of conduct; code of ethics; road traffic rules; internal rules; convention on the rights of the child;
    constitutional court law
    """,
}
CITED = {
    "ru": ("{}, ст. 5", "ст. 5 {}", "{} ст. 5", "5 {}"),
    "kk": ("{} 5-бап", "{}ның 5-бабы"),
    "uz": ("{} 5-modda", "{}ning 5-moddasi"),
    "en": ("{}, article 5", "article 5 of the {}"),
}


def others(language: str) -> list[str]:
    """Citations of the acts that are not ours, in the cases that a citation needs."""
    names = [" ".join(name.split()) for name in OTHERS[language].split(";")]
    made = [form.format(name) for name in names for form in CITED[language]]
    if language == "ru":
        made += ["ст. 5 " + name.replace("закон ", "закона ", 1).replace("кодекс", "кодекса") for name in names]
    return made


@pytest.mark.parametrize("language", OTHERS)
def test_an_act_that_is_not_ours_is_none_of_ours(language: str) -> None:
    texts = others(language)
    assert len(texts) > 60
    read_so = {
        text: found.refs for text in texts for loose in (0, 1) for found in read(text, REGISTRY, loose=bool(loose))
    }
    assert {text: refs for text, refs in read_so.items() if refs} == {}


def test_every_name_of_an_act_leads_to_it() -> None:
    astray = []
    for act in REGISTRY.values():
        number = next(iter(act.articles), "")
        for language, names in act.names.items():
            for name in {names.full, names.genitive, names.short, *names.spoken} if number else ():
                form = {"ru": "ст. {1} {0}", "kk": "{0} {1}-бап", "uz": "{0} {1}-modda", "en": "article {1}, {0}"}[
                    language
                ]
                found = [ref.act for one in read(form.format(name, number), REGISTRY, loose=True) for ref in one.refs]
                if act.id not in found:
                    astray.append((name, number, found))
    assert astray == []


def test_in_the_browser_too(tmp_path: Path) -> None:
    texts = [text for language in OTHERS for text in others(language)]
    given = {"script": reading_bundle(), "data": as_data(REGISTRY), "known": known(REGISTRY), "texts": texts}
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    runner = """
const { script, data, known, texts } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
const read = new Function(script + "; return aryzReader;")()(data);
console.log(JSON.stringify(texts.filter((text) => read(text, known).some((one) => one.refs.length))));
"""
    command = ["node", "-e", runner, str(tmp_path / "given.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == []
