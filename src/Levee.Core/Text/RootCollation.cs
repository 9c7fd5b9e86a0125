namespace Levee.Core.Text;

/// <summary>The part of the Unicode root collation (CLDR) that names of folders are made of. Checked against node's
/// <c>localeCompare</c> by <c>tools/folder-order</c>.</summary>
internal static class RootCollation
{
    /// <summary>What sorts before every digit, in order.</summary>
    public const string Signs = "\t\n\v\f\r" + " _‗-‐‒–—―,;:!¡?¿.·'\"«»()[]{}‖§¶@*/\\&#%†‡•‣‧`^°©®+±÷×<=>¬|¦~¤¢$£¥";

    public const string Digits = "0123456789";

    /// <summary>The lower-case letters, in order. Each has its capital at the same place.</summary>
    public const string Letters =
        "abcdeəfƒghiıjklmnŋopqrstŧuvwxyzþαβγδεζηθικλμνξοπρστυφχψωаәӕбвгғӻҕӷдђҙеєжҗзѕӡиійјкқӄҡҟҝлӆљм"
        + "ӎнӊңӈҥњоөпҧрсҫтҭћуүұфхӽӿҳһцҵчҷӌҹҽҿџшщъыьэюяҩӏ";

    /// <summary>A mark, in order, and what it makes of letters: the letter, then the letter with the mark. A stroke
    /// through a letter counts as a mark.</summary>
    public static readonly ValueList<string> Marks =
    [
        "\u0301"
            + "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿΑΆΕΈΗΉΙΊΟΌΥΎΩΏϊΐαάεέηήιίϋΰοό"
            + "υύωώГЃКЌгѓкќÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
        "\u0300" + "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹЕЀИЍеѐиѝĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ",
        "\u0306" + "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭУЎИЙийуўЖӁжӂАӐаӑЕӖеӗȨḜȩḝẠẶạặ",
        "\u0302" + "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ",
        "\u030c" + "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩjǰHȞhȟ",
        "\u030a" + "AÅaåUŮuůwẘyẙ",
        "\u0308"
            + "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸΙΪΥΫιϊυϋЕЁІЇеёіїАӒаӓӘӚәӛЖӜжӝЗӞзӟИӤиӥОӦоӧӨӪөӫЭӬэӭУӰуӱЧӴчӵЫӸыӹHḦhḧÕṎõṏŪṺūṻ"
            + "WẄwẅXẌxẍtẗ",
        "\u030b" + "OŐoőUŰuűУӲуӳ",
        "\u0303" + "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ",
        "\u0307" + "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏ",
        "\u0338" + "oøOØ",
        "\u0327" + "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ",
        "\u0328" + "AĄaąEĘeęIĮiįUŲuųOǪoǫ",
        "\u0304" + "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳИӢиӣУӮуӯGḠgḡḶḸḷḹṚṜṛṝ",
        "\u0335" + "dđDĐhħHĦlłLŁгґГҐ",
        "\u0309" + "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ",
        "\u030f" + "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ",
        "\u0311" + "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ",
        "\u031b" + "OƠoơUƯuư",
        "\u0323" + "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ",
        "\u0324" + "UṲuṳ",
        "\u0325" + "AḀaḁ",
        "\u0326" + "SȘsșTȚtț",
        "\u032d" + "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ",
        "\u032e" + "HḪhḫ",
        "\u0330" + "EḚeḛIḬiḭUṴuṵ",
        "\u0331" + "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ",
        "\u0337" + "dðDÐ",
    ];
}
