extension TextSignals {
  /// Services that hide where a link leads: anyone can make a short address there that redirects anywhere.
  ///
  /// Addresses that a site gives out for its own pages alone (youtu.be, redd.it) are not among them.
  enum Shorteners {
    /// Whether `host`, in lower case, is one of them, or a name under one.
    static func contain(_ host: String) -> Bool {
      // The names here are short, and the time is quadratic in the length of a name of many dots.
      guard host.utf8.count <= 64 else { return false }
      var rest = Substring(host)
      while !rest.isEmpty {
        if hosts.contains(rest) { return true }
        guard let dot = rest.firstIndex(of: ".") else { return false }
        rest = rest[rest.index(after: dot)...]
      }
      return false
    }

    static let hosts = Set(
      """
      0rz.tw 1link.in 1url.com 2.gp 2tu.us 3.ly 4url.cc 6url.com 7.ly 985.so a.gg a2a.me abbrr.com abr.ge \
      adcraft.co adcrun.ch adf.ly adfoc.us adjix.com adshort.co alturl.com atominik.com b23.ru b2l.me \
      bacn.me bc.vc bcool.bz bit.do bit.kr bit.ly bitly.com bitly.lc bitly.ws bkite.com bl.ink bloat.me \
      bravo.ly bsa.ly budurl.com buff.ly buly.kr burnurl.com buzurl.com c11.kr capsulink.com chilp.it \
      chop.ws cl.lk clck.ru cle.ly cli.gs cli.re clicky.me clk.im clkim.com coinurl.com cort.as cur.lv \
      cutt.ly cutt.us cuttly.com dai.ly dft.ba digbig.com dlvr.it doiop.com drct.ink dub.co dub.sh \
      dwarfurl.com dwz.cn easyurl.net ecra.se exe.io ez.yt fbshare.me fc.lc ff.im fhurl.com fire.to \
      fly2.ws fon.gs freak.to fur.ly fuseurl.com fwd4.me g00.me gee.is gestyy.com gg.gg gl.am go2.me \
      go9.co goo-gl.me goo.by goo.gl goo.su goshrink.com gplinks.co gurl.es han.gl hi.gl hiderefer.com \
      href.in hsblinks.com htn.to htxt.it hubs.ly hurl.me hurl.ws hyp.al ibit.ly icit.fr icks.ro idek.net \
      ift.tt ilix.in iln.io inx.lv is.gd is.nu iscool.net j.mp jdem.cz jijr.com jpeg.ly kask.us kisa.link \
      kl.am klck.me korta.nu krunchd.com krz.ch kutt.it l8r.it l9k.net lc-s.co lihi.cc lihi1.com lihi2.com \
      lihi3.com liip.to link.tl linkbee.com linkbun.ch linkis.com linksplit.io linkvertise.com linkzip.net \
      liteurl.net lnk.bz lnk.co lnk.gd lnk.ms lnk.to lnkiy.in lnkurl.com lnnk.in lru.jp lstu.fr lt.tl \
      lurl.no macte.ch mcaf.ee me2.do me2.kr merky.de migre.me minify.link minilien.com miniurl.com mke.me \
      moourl.com mrw.so multilink.io n9.cl ne1.net njx.me notlong.com nov.io nsfw.in nutshellurl.com \
      o-x.fr okok.fr om.ly omf.gd onl.bz onl.la onl.sc onl.tw ouo.io ouo.press ow.gs ow.ly owly.li \
      oxyz.info p.pw p.tl past.is ph.ly picsee.co piurl.com plu.sh posh.ly post.ly pp.gg ppt.cc ppt.li \
      pse.is ptiturl.com puke.it pysper.com q.gs qicute.com qlnk.net qr.net qrco.de qte.me qu.tc qurl.com \
      qy.fi rb.gy rb6.me rebrand.ly redir.ec redirects.ca reduce.li relink.fr retwt.me reurl.cc rlu.ru \
      rotf.lol rsmonkey.com rt.nu rubyurl.com rurl.org s.coop s.id s2r.co safe.mn safelinking.net sc.link \
      scrnch.me sh.st shink.in shor.by shorl.com short.cm short.gy short.ie short.io short.link short.to \
      shorte.st shorten.at shortenurl.com shorturl.at shorturl.com shorturl.gg shout.to shrinkee.com \
      shrinkify.com shrinkme.io shrinkster.com shrt.fr shrt.st shrtco.de shrten.com shrunkin.com \
      simurl.com slki.ru smarturl.it smsh.me smurl.name sn.im snip.ly sniply.io snipr.com snipurl.com \
      snurl.com soo.gd sp2.ro spedr.com spn.sr sqrl.it srnk.net srs.li starturl.com sturly.com su.pr \
      suo.im suo.nz surl.co.uk surl.li swtt.cc t.cn t.co t.ly t2m.io ta.gd tabzi.com tek.link tighturl.com \
      tini.us tiny.cc tiny.ie tiny.pl tiny123.com tinyarro.ws tinylink.in tinylinks.co tinyuri.ca \
      tinyurl.com tinyurl.is tl.gd tldr.sk tldrify.com tllg.net tmi.me tnij.org tny.com tny.im to.ly \
      togoto.us totc.us tpm.ly tr.ee tr.im tr.my tra.kz traceurl.com trck.me trib.al trunc.it tw.gs \
      tweez.me twhub.com twirl.at twitclicks.com twitterurl.net twiturl.de twurl.cc twurl.nl u.bb u.nu \
      u.to u6e.de u76.org ub0.cc ulu.lu ulvis.net ur1.ca url.cn url.ie url.kr url4.eu urlaa.com \
      urlborg.com urlbrief.com urlcover.com urlcut.com urlday.cc urlenco.de urlhawk.com urlkiss.com \
      urlpire.com urls.im urluno.com urlx.ie urlx.org urlz.fr urlzen.com urlzs.com urx.nu urx2.nu urx3.nu \
      ux.nu ux9.de v.gd v.ht vb.ly vht.me virl.com vl.am vo.la vurl.com vvn.me vzturl.com w1p.fr w55.de \
      waa.ai wb1.eu web99.eu wed.li wipi.es wow.link wu.cx x.co x.gd x.nu x2c.eu xaddr.com xav.cc xgd.in \
      xiy.net xlinkz.info xn6.net xrl.in xrl.us xurl.es xurl.jp xy2.eu yatuc.com yep.it yep.pm yi.tl yo.fr \
      yourl.jp yourwish.es zcu.io zi.ma zi.mu zipmyurl.com zpag.es zud.me zurl.ws zws.im zz.gd zzang.kr
      """.split(separator: " "))
  }
}
